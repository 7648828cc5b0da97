/** A short message at the foot of the page. With `undo` it carries 元に戻す. */
export type Toast = { id: number; text: string; tone: 'plain' | 'risk'; undo?: () => void | Promise<unknown> }

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const stay = 7000

const publish = (next: readonly Toast[]) => {
  toasts = next
  for (const listener of listeners) listener()
}

/** Tells that something was done, and offers to undo it. It leaves by itself. */
export function toast(
  text: string,
  options: { undo?: () => void | Promise<unknown>; tone?: 'plain' | 'risk' } = {},
): void {
  const id = ++last
  publish([
    ...toasts.slice(-2),
    { id, text, tone: options.tone ?? 'plain', ...(options.undo ? { undo: options.undo } : {}) },
  ])
  setTimeout(() => dismissToast(id), options.tone === 'risk' ? stay * 2 : stay)
}

export function dismissToast(id: number): void {
  if (toasts.some((shown) => shown.id === id)) publish(toasts.filter((shown) => shown.id !== id))
}

/** For `useSyncExternalStore`. */
export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  get: () => toasts,
}
