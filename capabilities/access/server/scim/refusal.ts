/** A request that is not done, in the words of RFC 7644, section 3.12. */
export class ScimRefusal extends Error {
  readonly status: number
  readonly scimType: ScimType | null

  constructor(status: number, detail: string, scimType: ScimType | null = null) {
    super(detail)
    this.status = status
    this.scimType = scimType
  }
}

type ScimType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** The body of an answer that refuses. */
export function errorBody(status: number, detail: string, scimType: ScimType | null): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType ? { scimType } : {}),
    detail,
  }
}

export const invalid = (detail: string) => new ScimRefusal(400, detail, 'invalidValue')
