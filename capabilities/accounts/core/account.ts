import type { Issue } from '#kernel/exchange.ts'
import { isCorporateNumber } from '#kernel/japaneseText.ts'

/** A corporate number as somebody typed it (full width, hyphens, the `T` of an invoice number) as 13 digits. */
export function plainCorporateNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\-‐‑‒–—―−－]/g, '')
    .replace(/^T(?=\d{13}$)/i, '')
}

/** A web domain as it is compared: without scheme, path and `www.`, in lower case. */
export function plainDomain(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '')
    .replace(/\.$/, '')
}

const domainForm = /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u

/** Tags as they are kept: trimmed, each once, in the order in which they were given. */
export function plainTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.normalize('NFC').trim()).filter((tag) => tag !== ''))]
}

/**
 * A change of an account as it is kept: numbers, domains and tags in their plain form, empty texts as missing. What is
 * left out stays left out.
 */
export function plainAccount<Change extends Record<string, unknown>>(change: Change): Change {
  const plain: Record<string, unknown> = { ...change }
  for (const [key, value] of Object.entries(plain)) if (value === '') plain[key] = null
  if (typeof plain.corporateNumber === 'string') plain.corporateNumber = plainCorporateNumber(plain.corporateNumber)
  if (Array.isArray(plain.domains))
    plain.domains = [...new Set(plain.domains.map((domain: string) => plainDomain(domain)))]
  if (Array.isArray(plain.tags)) plain.tags = plainTags(plain.tags)
  return plain as Change
}

/** The parts of an account that rules are about. Left out: not changed. */
export type CheckedAccount = {
  corporateNumber?: string | null | undefined
  domains?: readonly string[] | undefined
  externalIds?: readonly { source: string; externalId: string }[] | undefined
}

/** What is wrong with the values of one account, by itself: check digit, form of domains, the same external id twice. */
export function accountIssues(account: CheckedAccount): Issue[] {
  const issues: Issue[] = []
  const number = account.corporateNumber
  if (typeof number === 'string') {
    if (!/^[1-9]\d{12}$/.test(number))
      issues.push({ field: 'corporateNumber', value: number, rule: 'corporate_number_form' })
    else if (!isCorporateNumber(number))
      issues.push({ field: 'corporateNumber', value: number, rule: 'corporate_number_check_digit' })
  }
  for (const domain of account.domains ?? [])
    if (!domainForm.test(domain)) issues.push({ field: 'domains', value: domain, rule: 'domain_form' })
  const seen = new Set<string>()
  for (const { source, externalId } of account.externalIds ?? []) {
    const id = JSON.stringify([source, externalId])
    if (seen.has(id))
      issues.push({ field: 'externalIds', value: `${source}: ${externalId}`, rule: 'external_id_twice' })
    seen.add(id)
  }
  return issues
}

/** Deepest tree of accounts: beyond it somebody has made a mistake. */
export const maxDepth = 20

/**
 * Whether an account may stand under `parent`: `ancestors` are the parent's own, nearest first. Refused are itself, one
 * of its own descendants, and a tree deeper than 20.
 */
export function parentIssue(account: string | null, parent: string, ancestors: readonly string[]): Issue | null {
  if (parent === account) return { field: 'parentId', value: parent, rule: 'parent_is_itself' }
  if (account !== null && ancestors.includes(account)) return { field: 'parentId', value: parent, rule: 'parent_cycle' }
  if (ancestors.length + 2 > maxDepth) return { field: 'parentId', value: parent, rule: 'parent_too_deep' }
  return null
}
