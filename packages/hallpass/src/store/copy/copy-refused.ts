/** The copy cannot be begun, or gone on with; nothing was changed. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
}

/** The copy is not the same as what it was made of. */
export class CopyDiffers extends Error {
  override readonly name = 'CopyDiffers'
}
