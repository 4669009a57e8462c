/** Whether AWS has, or keeps for itself, a partition of this name. Source: AWS General Reference, "Amazon Resource Names". */
export function isPartition(name: string): boolean {
  return /^aws(?:-cn|-us-gov|-iso(?:-[a-z])?)?$/.test(name)
}

/** Whether a resource's pattern may have this in the place of the partition. */
export function isPartitionPattern(pattern: string): boolean {
  return pattern === '*' || isPartition(pattern)
}
