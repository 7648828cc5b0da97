/** Progress on a terminal, a line that is written over; nothing where nobody looks. */
export function showProgress(whole: number): (bytes: number) => void {
  let told = 0
  return (bytes) => {
    if (!process.stderr.isTTY || Date.now() - told < 200) return
    told = Date.now()
    process.stderr.write(`\r${megabytes(bytes)} / ~${megabytes(whole)} MB `)
  }
}

/** Bytes as megabytes, with one decimal. */
export const megabytes = (bytes: number) => Math.round(bytes / 1024 / 102.4) / 10
