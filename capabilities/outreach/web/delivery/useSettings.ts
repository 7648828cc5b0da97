import { useQueryClient } from '@tanstack/react-query'
import type { MailSettings } from '#capabilities/outreach/contract/delivery.ts'
import { mail } from './apis.ts'

/** Keeps the settings as a change of them has answered. */
export function useSettings(): (next: MailSettings) => void {
  const queries = useQueryClient()
  return (next) => void queries.setQueryData(mail.settings.queryKey(), next)
}
