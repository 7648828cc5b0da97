import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { plans, type Template, templatesQuery } from '../apis.ts'
import { Calendar } from './Calendar.tsx'
import styles from './templates.module.css'

/** The key of the template that Banso brings along. */
const readyKey = 'onboarding'

/** The templates that plans are made from, and the days on which the company works. */
export function PlanSettings() {
  const { t } = useTranslation('planTemplates')
  const navigate = useNavigate()
  const mayManage = useMay('journey.manage')
  const { data, error, refetch } = useQuery(templatesQuery)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 90, 60]} />
  const add = mayManage ? (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => void navigate({ to: '/settings/plans/$key', params: { key: 'new' } })}
    >
      {t('add')}
    </Button>
  ) : null
  return (
    <>
      <Section title={t('title')} actions={add}>
        <p className="soft small">{t('lead')}</p>
        {data.templates.length === 0 ? <EmptyState compact>{t('none')}</EmptyState> : null}
        {mayManage && !data.templates.some(({ key }) => key === readyKey) ? <ReadyMade /> : null}
        <ul className={styles.list}>
          {data.templates.map((template) => (
            <TemplateLine key={template.key} template={template} mayManage={mayManage} />
          ))}
        </ul>
      </Section>
      <Calendar mayManage={mayManage} />
    </>
  )
}

/** Workspaces that were made before there was a ready-made template, or have removed it, take it up here. */
function ReadyMade() {
  const { t } = useTranslation('planTemplates')
  const queries = useQueryClient()
  const show = (answer: { templates: Template[] }) => queries.setQueryData(templatesQuery.queryKey, answer)
  const add = () =>
    plans.addReadyTemplate.call().then(
      (answer) => {
        show(answer)
        const undo = async () => void show(await plans.removeTemplate.call({ key: readyKey, removed: true }))
        toast(t('ready.added'), { undo })
      },
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  return (
    <p className="soft small">
      {t('ready.text')}{' '}
      <Button size="compact-xs" variant="default" onClick={() => void add()}>
        {t('ready.add')}
      </Button>
    </p>
  )
}

function TemplateLine({ template, mayManage }: { template: Template; mayManage: boolean }) {
  const { t } = useTranslation('planTemplates')
  const format = useFormat()
  const queries = useQueryClient()
  const name = inLanguage(template.name, format.language)
  const turn = async (removed: boolean) => {
    queries.setQueryData(templatesQuery.queryKey, await plans.removeTemplate.call({ key: template.key, removed }))
  }
  const remove = () =>
    turn(true).then(
      () => toast(t('removed', { name }), { undo: () => turn(false) }),
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  return (
    <li>
      <div>
        <Link to="/settings/plans/$key" params={{ key: template.key }}>
          <b>{name}</b>
        </Link>
        <div className="soft small">{inLanguage(template.aim, format.language)}</div>
        <div className="quiet small num">
          {t('figures', {
            version: template.version,
            steps: template.stages.reduce((sum, { steps }) => sum + steps.length, 0),
            days: template.days,
            running: template.running,
            done: template.done,
          })}
        </div>
      </div>
      {mayManage ? (
        <MoreMenu
          label={t('more', { name })}
          choices={[{ label: t('remove'), onChoose: () => void remove(), danger: true }]}
        />
      ) : null}
    </li>
  )
}
