const units = ['B', 'KB', 'MB', 'GB', 'TB']

/** Bytes as people say them: 1.4 GB. `number` writes numbers in the reader's language. */
export function bytesText(bytes: number, number: (value: number) => string): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  return `${number(power === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10)} ${units[power]}`
}
