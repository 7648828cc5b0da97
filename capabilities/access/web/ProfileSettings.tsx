import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, PasswordField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { switchLanguage } from '#web/i18n/i18n.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Me } from '../contract.ts'
import { access, keepMe } from './access.ts'
import { Factors } from './factors/Factors.tsx'
import { Sessions } from './Sessions.tsx'

/** One's own name, language, password, and where one is signed in. */
export function ProfileSettings() {
  const { t } = useTranslation('access')
  const { data: me } = useQuery(access.me.read.queryOptions())
  if (!me) return <BoneLines widths={[40, 100, 100]} height={48} />
  return (
    <>
      <Profile me={me} />
      {me.vouched ? (
        <Section title={t('vouched.title')}>
          <p className="quiet small">{t('vouched.text')}</p>
        </Section>
      ) : (
        <>
          <Password />
          <Factors />
        </>
      )}
      <Sessions readOnly={me.vouched} />
    </>
  )
}

// An empty language is that of the workspace.
const fieldsOf = ({ name, locale }: Me): { name: string; locale: string } => ({ name, locale })

function Profile({ me }: { me: Me }) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const queries = useQueryClient()
  const form = useForm({
    initial: fieldsOf(me),
    check: ({ name }) => ({ name: name.trim() === '' ? t('profile.needed') : undefined }),
    send: async ({ name, locale }) => {
      const chosen = locale === 'ja' || locale === 'en' ? locale : null
      const next = await access.me.update.call({ name, locale: chosen })
      keepMe(queries, next)
      await switchLanguage(next.locale)
      toast(t('profile.saved'))
    },
  })
  return (
    <Section title={t('profile.about')} note={me.email}>
      <Form form={form} send={frame('save')}>
        <TextField form={form} name="name" label={t('profile.name')} autoComplete="name" required />
        <ChoiceField
          form={form}
          name="locale"
          label={t('profile.locale')}
          empty={t('profile.localeOfWorkspace')}
          choices={(['ja', 'en'] as const).map((value) => ({ value, label: frame(`me.languages.${value}`) }))}
        />
      </Form>
    </Section>
  )
}

function Password() {
  const { t } = useTranslation('access')
  const queries = useQueryClient()
  const needed = (text: string) => (text === '' ? t('profile.needed') : undefined)
  const form = useForm({
    initial: { current: '', next: '' },
    check: ({ current, next }) => ({ current: needed(current), next: needed(next) }),
    send: async (passwords) => {
      await access.me.changePassword.call(passwords)
      form.reset({ current: '', next: '' })
      toast(t('profile.changed'))
      await queries.invalidateQueries({ queryKey: access.me.sessions.key() })
    },
  })
  return (
    <Section title={t('profile.password')}>
      <Form form={form} send={t('profile.change')}>
        <PasswordField form={form} name="current" label={t('profile.current')} required />
        <PasswordField form={form} name="next" label={t('profile.next')} help={t('profile.nextHelp')} fresh required />
      </Form>
    </Section>
  )
}
