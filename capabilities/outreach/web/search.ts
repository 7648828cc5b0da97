import { textSearch } from '#web/router/search.ts'

/** What the address of the page may say. */
export const outreachSearch = textSearch('view', 'days', 'of', 'status')
