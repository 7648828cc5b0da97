/** Resolves once what a press has changed so far is on the screen; a page in the background is not painted, and does not wait for it. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') return resolve()
    const late = setTimeout(resolve, 50)
    requestAnimationFrame(() => {
      clearTimeout(late)
      setTimeout(resolve)
    })
  })
}
