import { Button, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useMay } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { portal } from '../share/apis.ts'

/** Whether anybody may read a template, and where. */
export function PublicPage({ templateKey: key }: { templateKey: string }) {
  const { t } = useTranslation('planShare')
  const queries = useQueryClient()
  const may = useMay('journey.manage')
  const query = portal.pageOf.queryOptions({ input: { key } })
  const { data } = useQuery(query)
  if (!data) return null
  const put = async (isPublic: boolean) =>
    queries.setQueryData(query.queryKey, await portal.setPage.call({ key, isPublic }))
  const set = async (isPublic: boolean) => {
    try {
      await put(isPublic)
      toast(t(isPublic ? 'page.published' : 'page.withdrawn'), { undo: () => put(!isPublic) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const address = data.path === null ? null : `${location.origin}${data.path}`
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    toast(t('page.copied'))
  }
  return (
    <Section title={t('page.title')}>
      <Switch
        label={t('page.on')}
        description={t('page.text')}
        checked={address !== null}
        disabled={!may}
        onChange={({ currentTarget }) => void set(currentTarget.checked)}
      />
      {address ? (
        <p>
          <a href={address} target="_blank" rel="noreferrer">
            {address}
          </a>{' '}
          <Button size="compact-xs" variant="default" onClick={() => void copy(address)}>
            {t('page.copy')}
          </Button>
        </p>
      ) : null}
    </Section>
  )
}
