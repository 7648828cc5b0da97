const part = (colour: string, at: number): number => {
  const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** How bright a colour (`#rrggbb`) is to the eye, 0 to 1 (relative luminance, WCAG 2.2). */
export const luminance = (colour: string): number =>
  0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5)

/** The colour of a text that is read best on a ground: white, or nearly black. One of both has 4.5:1 on any ground. */
export function onColour(ground: string): string {
  const light = luminance(ground)
  return 1.05 / (light + 0.05) >= 4.5 ? '#ffffff' : '#10141a'
}
