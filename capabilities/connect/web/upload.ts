import type { Problem } from '#kernel/problem.ts'
import { failureOf } from '#web/client.ts'
import { currentLanguage } from '#web/i18n/i18n.ts'
import type { Import } from './apis.ts'

/**
 * Sends a file as it is. `onProgress` tells the share that was sent, 0 to 1 (fetch cannot tell that, hence the older
 * way). Rejects with what the server answered.
 */
export function upload(
  file: File,
  kind: string | undefined,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Import> {
  const { promise, resolve, reject } = Promise.withResolvers<Import>()
  const request = new XMLHttpRequest()
  const query = new URLSearchParams({ fileName: file.name, ...(kind ? { kind } : {}) })
  request.open('POST', `/api/v1/imports?${query}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('accept-language', currentLanguage())
  request.responseType = 'json'
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total))
  request.addEventListener('load', () => {
    if (request.status < 400) resolve(request.response as Import)
    else reject(refusal(request.status, request.response as Problem | null))
  })
  request.addEventListener('error', () => reject(new Error('offline')))
  request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  signal.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}

function refusal(status: number, problem: Problem | null): unknown {
  if (!problem?.code) return new Error(`the server answered ${status}`)
  return failureOf(problem)
}
