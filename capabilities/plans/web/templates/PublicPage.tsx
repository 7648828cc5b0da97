import { Button, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TemplatePlace } from '#capabilities/plans/contract/page.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { portal } from '../share/apis.ts'
import styles from './templates.module.css'

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
      {data.content.length > 0 ? <Given content={data.content} /> : null}
    </Section>
  )
}

/** What the steps of the customer's side give, and which of it the page shows to anybody. */
function Given({ content }: { content: TemplatePlace['content'] }) {
  const { t } = useTranslation('planShare')
  const { language } = useFormat()
  return (
    <>
      <h3 className={styles.given}>{t('page.content')}</h3>
      <p className="quiet small">{t('page.contentText')}</p>
      <ul className={styles.items}>
        {content.map(({ id, title, isShown }) => (
          <li key={id}>
            <Link to="/content/$id" params={{ id }}>
              {inLanguage(title, language)}
            </Link>{' '}
            <Chip tone={isShown ? 'info' : 'plain'}>{t(isShown ? 'page.shown' : 'page.hidden')}</Chip>
          </li>
        ))}
      </ul>
    </>
  )
}
