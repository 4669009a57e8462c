/**
 * A text without its case: one code point for one, in no language's own way. Texts that fold alike differ in nothing but case.
 * Source: Unicode Standard, section 3.13, "Default Caseless Matching" (simple folding).
 */
export function foldCase(text: string): string {
  let folded = ''
  for (const character of text) folded += foldCharacter(character)
  return folded
}

function foldCharacter(character: string): string {
  // The dotless i has capital I, but is no lower-case I outside of Turkish.
  if (character === 'ı') return character
  return oneOr(oneOr(character.toUpperCase(), character).toLowerCase(), character)
}

/** Some letters have several for their other case (ß, SS): those stay. */
function oneOr(mapped: string, character: string): string {
  return [...mapped].length === 1 ? mapped : character
}
