import { Button, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { newKey, outreach, type Template, type TemplateDraft, templatesQuery } from './apis.ts'
import { useOutreachMoves } from './moves.ts'
import styles from './outreach.module.css'
import { PublishDialog } from './PublishDialog.tsx'
import { TemplateFields } from './TemplateFields.tsx'
import { TemplatePreview } from './TemplatePreview.tsx'

const blank: TemplateDraft = {
  name: { ja: '', en: '' },
  aim: { ja: '', en: '' },
  subject: { ja: '', en: '' },
  body: {
    ja: '{{ contact.addressee }}\n\nいつもお世話になっております。\n{{ workspace.name }}の{{ sender.name }}です。\n\n',
    en: '{{ contact.addressee }}\n\n',
  },
}

/** One template: written on the left, seen with a real customer on the right. */
export function TemplatePage() {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { key } = useParams({ from: '/frame/outreach/templates/$key' })
  const { data, error, refetch } = useQuery(templatesQuery)
  const template = data?.templates.find((one) => one.key === key) ?? null
  if (data && !template && key !== 'new') return <NotFound />
  const title = template ? inLanguage(template.name, language) : t('add.template')
  const path = [
    { label: t('title'), to: '/outreach' },
    { label: t('tabs.templates'), to: '/outreach', search: { view: 'templates' } },
    { label: title },
  ]
  if (!data)
    return (
      <Page title={title} path={path}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <BoneLines widths={[40, 90, 90]} height={34} />
        )}
      </Page>
    )
  return <Editor key={`${key} ${template?.version ?? 0}`} template={template} title={title} path={path} />
}

const draftOf = ({ name, aim, subject, body }: Template): TemplateDraft => ({ name, aim, subject, body })

function Editor({
  template,
  title,
  path,
}: {
  template: Template | null
  title: string
  path: { label: string; to?: string }[]
}) {
  const { t } = useTranslation('outreach')
  const may = useMay('outreach.manage')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { removeTemplate } = useOutreachMoves()
  const [language, setLanguage] = useState<'ja' | 'en'>(useFormat().language)
  const saved = template ? draftOf(template) : blank
  const [draft, setDraft] = useState(saved)
  const [publishing, setPublishing] = useState(false)
  const changed = JSON.stringify(draft) !== JSON.stringify(saved)
  const version = template?.version ?? 0
  const publish = async (note: string) => {
    const key = template?.key ?? newKey('template')
    const answer = await outreach.templates.publish.call({ key, version, note, draft })
    queries.setQueryData(templatesQuery.queryKey, answer)
    toast(t('publish.told'), {
      undo: async () => {
        const undone = template
          ? await outreach.templates.publish.call({ key, version: version + 1, note, draft: draftOf(template) })
          : await outreach.templates.remove.call({ key, removed: true })
        queries.setQueryData(templatesQuery.queryKey, undone)
      },
    })
    setPublishing(false)
    if (!template) void navigate({ to: '/outreach/templates/$key', params: { key }, replace: true })
  }
  return (
    <Page
      title={title}
      path={path}
      sub={template ? t('version', { version }) : null}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('template.language')}
            value={language}
            onChange={(value) => setLanguage(value === 'en' ? 'en' : 'ja')}
            data={[
              { value: 'ja', label: t('template.ja') },
              { value: 'en', label: t('template.en') },
            ]}
          />
          {template && may ? (
            <MoreMenu
              label={title}
              choices={[
                {
                  label: t('remove'),
                  danger: true,
                  onChoose: () =>
                    void removeTemplate(template).then(() =>
                      navigate({ to: '/outreach', search: { view: 'templates' } }),
                    ),
                },
              ]}
            />
          ) : null}
        </>
      }
    >
      <div className={styles.columns}>
        <div>
          <Section title={t('sequence.basics')}>
            <fieldset disabled={!may} className={styles.plain}>
              <TemplateFields draft={draft} language={language} onChange={setDraft} />
            </fieldset>
          </Section>
          {changed && may ? (
            <div className={styles.bar}>
              <span>{template ? t('publish.changed') : ''}</span>
              <Button variant="default" onClick={() => setDraft(saved)}>
                {t('publish.keep')}
              </Button>
              <Button onClick={() => setPublishing(true)}>{t('publish.send')}</Button>
            </div>
          ) : null}
        </div>
        <div className={styles.side}>
          <TemplatePreview draft={draft} language={language} />
        </div>
      </div>
      {publishing ? (
        <PublishDialog version={version + 1} onPublish={publish} onClose={() => setPublishing(false)} />
      ) : null}
    </Page>
  )
}
