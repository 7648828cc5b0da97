/** What all parts of the product keep in a database, for tests that bring up one of their own. */
export { parts } from '#start/catalogue.ts'
