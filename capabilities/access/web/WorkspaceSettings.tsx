import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Me } from '../contract.ts'
import { access, keepMe } from './access.ts'
import { BrandSettings } from './BrandSettings.tsx'
import { OtherWorkspaces } from './OtherWorkspaces.tsx'
import { fieldsOf, settingsOf, WorkspaceFields } from './WorkspaceFields.tsx'

/** The company's name and how it counts; and the other companies one works in. */
export function WorkspaceSettings() {
  const { data: me } = useQuery(access.me.read.queryOptions())
  if (!me) return <BoneLines widths={[40, 100, 100, 100]} height={48} />
  return (
    <>
      <WorkspaceForm key={me.workspace.id} me={me} />
      <BrandSettings />
      <OtherWorkspaces me={me} />
    </>
  )
}

function WorkspaceForm({ me }: { me: Me }) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const queries = useQueryClient()
  const may = useMay('workspace.manage')
  const form = useForm({
    initial: fieldsOf(me.workspace),
    send: async (fields) => {
      const next = await access.workspace.update.call(settingsOf(fields))
      keepMe(queries, next)
      form.reset(fieldsOf(next.workspace))
      toast(t('workspace.saved'))
    },
  })
  return (
    <Section title={t('workspace.title')} note={may ? t('workspace.lead') : t('workspace.readOnly')}>
      {may ? (
        <Form form={form} send={frame('save')}>
          <WorkspaceFields form={form} />
        </Form>
      ) : (
        <WorkspaceFields form={form} disabled />
      )}
    </Section>
  )
}
