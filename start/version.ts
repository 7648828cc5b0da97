import description from '../package.json' with { type: 'json' }

/** The version of this Banso. */
export const version: string = description.version
