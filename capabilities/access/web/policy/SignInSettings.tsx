import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { CheckField, ChoiceField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { ShownPolicy } from '#capabilities/access/contract.ts'
import { readDomains } from '#capabilities/access/core/signInPolicy.ts'
import { access } from '../access.ts'
import { Groups } from '../provisioning/Groups.tsx'
import { Provisioning } from '../provisioning/Provisioning.tsx'
import { Providers } from '../sso/Providers.tsx'

/** How people of the workspace sign in. */
export function SignInSettings() {
  const { data, error, refetch } = useQuery(access.policy.read.queryOptions())
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 100, 100, 100]} height={48} />
  return (
    <>
      <PolicyForm key={JSON.stringify(data)} policy={data} />
      <Providers />
      <Provisioning />
      <Groups />
    </>
  )
}

const fieldsOf = ({ secondFactor, onlyProvider, mailDomains, idleMinutes, lifetimeHours }: ShownPolicy) => ({
  secondFactor,
  onlyProvider,
  mailDomains: mailDomains.join('\n'),
  idleMinutes: String(idleMinutes),
  lifetimeHours: String(lifetimeHours),
})

const idleChoices = [15, 30, 60, 240, 480, 1440, 4320, 10_080, 20_160]
const lifetimeChoices = [1, 4, 8, 12, 24, 72, 168, 336, 720]

function PolicyForm({ policy }: { policy: ShownPolicy }) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const queries = useQueryClient()
  const form = useForm({
    initial: fieldsOf(policy),
    send: async ({ secondFactor, onlyProvider, mailDomains, idleMinutes, lifetimeHours }) => {
      const next = await access.policy.update.call({
        secondFactor,
        onlyProvider,
        mailDomains: readDomains(mailDomains),
        idleMinutes: Number(idleMinutes),
        lifetimeHours: Number(lifetimeHours),
      })
      queries.setQueryData(access.policy.read.queryKey(), next)
      form.reset(fieldsOf(next))
      toast(t('policy.saved'))
    },
  })
  const lengths = (minutes: readonly number[], kept: number) =>
    [...new Set([...minutes, kept])].toSorted((a, b) => a - b)
  const length = (minutes: number) =>
    minutes < 60
      ? t('policy.minutes', { count: minutes })
      : minutes < 1440 || minutes % 1440 !== 0
        ? t('policy.hours', { count: Math.round(minutes / 6) / 10 })
        : t('policy.days', { count: minutes / 1440 })
  const { withoutFactor, ownFactor } = policy
  return (
    <Section title={t('policy.title')} note={t('policy.lead')}>
      <Form form={form} send={frame('save')}>
        <CheckField
          form={form}
          name="secondFactor"
          label={t('policy.secondFactor')}
          help={
            <>
              {t('policy.secondFactorHelp')}
              {withoutFactor > 0 ? ` ${t('policy.without', { count: withoutFactor })}` : ''}
              {ownFactor ? '' : ` ${t('policy.ownFirst')}`}
            </>
          }
        />
        <CheckField
          form={form}
          name="onlyProvider"
          label={t('policy.onlyProvider')}
          help={`${t('policy.onlyProviderHelp')}${policy.ownProvider ? '' : ` ${t('policy.providerFirst')}`}`}
        />
        <TextAreaField
          form={form}
          name="mailDomains"
          rows={2}
          label={t('policy.mailDomains')}
          help={t('policy.mailDomainsHelp')}
          placeholder="example.co.jp"
        />
        <ChoiceField
          form={form}
          name="idleMinutes"
          label={t('policy.idle')}
          help={t('policy.idleHelp')}
          choices={lengths(idleChoices, policy.idleMinutes).map((each) => ({
            value: String(each),
            label: length(each),
          }))}
        />
        <ChoiceField
          form={form}
          name="lifetimeHours"
          label={t('policy.lifetime')}
          help={t('policy.lifetimeHelp')}
          choices={lengths(lifetimeChoices, policy.lifetimeHours).map((each) => ({
            value: String(each),
            label: length(each * 60),
          }))}
        />
      </Form>
    </Section>
  )
}
