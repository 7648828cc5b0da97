import { SegmentedControl } from '@mantine/core'
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
import { newKey, outreach, type Template, type TemplateDraft, templatesQuery } from './apis.ts'
import { useOutreachMoves } from './moves.ts'
import styles from './outreach.module.css'
import { TemplateFields } from './TemplateFields.tsx'
import { TemplatePreview } from './TemplatePreview.tsx'
import { Publishing } from './versions/Publishing.tsx'
import { TemplateVersions } from './versions/TemplateVersions.tsx'

const blank: TemplateDraft = {
  name: { ja: '', en: '' },
  aim: { ja: '', en: '' },
  subject: { ja: '', en: '' },
  body: {
    ja: '{{ contact.addressee }}\n\nいつもお世話になっております。\n{{ workspace.name }}の{{ sender.name }}です。\n\n',
    en: '{{ contact.addressee }}\n\n',
  },
  consentPurposeId: null,
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

const draftOf = ({ name, aim, subject, body, consentPurposeId = null }: TemplateDraft): TemplateDraft => ({
  name,
  aim,
  subject,
  body,
  consentPurposeId,
})

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
  const [key] = useState(template?.key ?? newKey('template'))
  const version = template?.version ?? 0
  const show = (all: Awaited<ReturnType<typeof outreach.templates.list.call>>) => {
    queries.setQueryData(templatesQuery.queryKey, all)
    void queries.invalidateQueries({ queryKey: outreach.templates.versions.key() })
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
          {may ? (
            <Publishing
              version={version}
              saved={saved}
              draft={draft}
              onKeep={() => setDraft(saved)}
              publish={async (given) => {
                show(await outreach.templates.publish.call({ key, ...given }))
                if (!template) void navigate({ to: '/outreach/templates/$key', params: { key }, replace: true })
              }}
              remove={async () => show(await outreach.templates.remove.call({ key, removed: true }))}
            />
          ) : null}
        </div>
        <div className={styles.side}>
          <TemplatePreview draft={draft} language={language} />
          {template ? <TemplateVersions templateKey={key} onTake={may ? setDraft : null} /> : null}
        </div>
      </div>
    </Page>
  )
}
