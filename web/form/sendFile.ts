import type { Problem } from '#kernel/problem.ts'
import { failureOf } from '../client.ts'
import { currentLanguage } from '../i18n/i18n.ts'

/**
 * Sends a file as it is to a path and its query. `onProgress` tells the share that was sent, 0 to 1 (fetch cannot tell that, hence the
 * older way). Rejects with what the server answered.
 */
export function sendFile<Answer>(
  path: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const request = new XMLHttpRequest()
  request.open('POST', path)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('accept-language', currentLanguage())
  request.responseType = 'json'
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total))
  request.addEventListener('load', () => {
    if (request.status < 400) resolve(request.response as Answer)
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
