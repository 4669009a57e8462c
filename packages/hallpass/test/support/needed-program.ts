/**
 * Whether the tests of a program are skipped, which is said loudly. In CI they never are: there a missing program is a failure.
 * @param aptPackage what brings the program
 */
export function isSkippedWithout(program: string, aptPackage: string, isThere: boolean): boolean {
  if (isThere || process.env['CI'] !== undefined) return false
  process.stderr.write(`SKIPPED: tests need the program ${program} (apt-get install ${aptPackage}).\n`)
  return true
}
