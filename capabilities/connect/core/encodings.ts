/** The character encodings in which files are read. `cp932` is what Japanese Excel calls Shift_JIS. */
export const encodings = ['utf-8', 'cp932', 'euc-jp', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]
