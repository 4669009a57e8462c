// to be made by A
export class StorageError extends Error {}
