import type { components } from './generated/api.ts'

/** What an answer says went wrong (RFC 9457). */
export type Problem = components['schemas']['Problem']
export type Issue = NonNullable<Problem['issues']>[number]

/** An answer that is an error. */
export class BansoError extends Error {
  override readonly name = 'BansoError'
  readonly status: number
  /** For programs, such as `NOT_FOUND`; `HTTP_502` where the answer was not Banso's own. */
  readonly code: string
  /** The values that were refused, each with the rule it breaks. */
  readonly issues: readonly Issue[]
  /** The document as it came; null where the answer was not Banso's own (a proxy's). */
  readonly problem: Problem | null

  constructor(status: number, problem: Problem | null) {
    super(problem ? `${problem.title}: ${problem.detail}` : `The answer was ${status}, and not Banso's.`)
    this.status = status
    this.problem = problem
    this.code = problem?.code ?? `HTTP_${status}`
    this.issues = problem?.issues ?? []
  }
}

/** The error an answer stands for. */
export async function errorOf(answer: Response): Promise<BansoError> {
  const body: unknown = await answer.json().catch(() => null)
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'instance' in body
  return new BansoError(answer.status, isProblem ? (body as Problem) : null)
}
