/** Where this example's page is. */
export const pageFolder: URL = new URL('../page/', import.meta.url)
