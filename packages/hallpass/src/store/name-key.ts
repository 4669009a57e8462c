/** What makes a name of IAM unique in its account: the name without regard to case. */
export function nameKey(name: string): string {
  return name.toLowerCase()
}
