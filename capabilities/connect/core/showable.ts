/**
 * A text of a file as it can be stored and shown in reports: cut to a length, control characters as their pictures (␀),
 * halves of characters replaced.
 */
export function showable(text: string, longest = 200): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text
  return cut.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, (control) => {
    const code = control.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
  })
}
