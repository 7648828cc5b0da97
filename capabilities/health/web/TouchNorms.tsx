import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { stakeholderRoleChoices, touchModelChoices, touchModels } from '#capabilities/accounts/core/words.ts'
import { type TouchNorm, type TouchNorms as Norms, touchRoles } from '#capabilities/health/core/touch.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { NumberField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { health } from './apis.ts'
import styles from './health.module.css'

/** How often a company wants to be in touch: a line for each touch model and role. Whoever may changes it here. */
export function TouchNorms() {
  const { t } = useTranslation('health')
  const may = useMay('health.manage')
  const norms = useQuery(health.touch.norms.queryOptions())
  return (
    <Section title={t('touch.norms')}>
      <p className="soft small">{t('touch.normsLead')}</p>
      {norms.error ? <ErrorState error={norms.error} onRetry={() => void norms.refetch()} /> : null}
      {norms.isPending ? <BoneLines widths={[90, 90, 90]} height={28} /> : null}
      {norms.data && may ? (
        <NormsForm key={JSON.stringify(norms.data.norms)} norms={norms.data.norms} ready={norms.data.ready} />
      ) : null}
      {norms.data && !may ? (
        <NormTable
          renderCell={(model, role, part) => <span className="num">{norms.data.norms[model][role][part]}</span>}
        />
      ) : null}
    </Section>
  )
}

type Model = (typeof touchModels)[number]
type Role = (typeof touchRoles)[number]
type Part = keyof TouchNorm
type Place = `${Model} ${Role} ${Part}`
type Values = Record<Place, string>
const parts = ['everyDays', 'most'] as const
const mostOf: Record<Part, number> = { everyDays: 1_000, most: 300 }
const places = touchModels.flatMap((model) =>
  touchRoles.flatMap((role) =>
    parts.map((part) => ({ model, role, part, place: `${model} ${role} ${part}` satisfies Place })),
  ),
)

function NormsForm({ norms, ready }: { norms: Norms; ready: Norms }) {
  const { t } = useTranslation('health')
  const { language } = useFormat()
  const queries = useQueryClient()
  const put = async (next: Norms) => {
    await health.touch.setNorms.call({ norms: next })
    await queries.invalidateQueries({ queryKey: health.key() })
  }
  const form = useForm<Values>({
    initial: valuesOf(norms),
    check: (values) =>
      Object.fromEntries(
        places.map(({ place, part }) => [place, isCount(values[place], mostOf[part]) ? undefined : t('touch.wrong')]),
      ),
    send: async (values) => {
      await put(normsOf(values))
      const undo = () => put(norms).catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
      toast(t('touch.saved'), { undo })
    },
  })
  const name = (model: Model, role: Role, part: Part) =>
    `${labelIn(touchModelChoices, model, language)} ${labelIn(stakeholderRoleChoices, role, language)} ${t(`touch.parts.${part}`)}`
  return (
    <Form form={form} send={t('touch.save')}>
      <NormTable
        renderCell={(model, role, part) => (
          <NumberField
            form={form}
            name={`${model} ${role} ${part}`}
            label={name(model, role, part)}
            suffix={t(`touch.units.${part}`)}
          />
        )}
      />
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            for (const [place, value] of Object.entries(valuesOf(ready))) form.set(place as Place, value)
          }}
        >
          {t('touch.ready')}
        </Button>
      </div>
    </Form>
  )
}

function NormTable({ renderCell }: { renderCell: (model: Model, role: Role, part: Part) => React.ReactNode }) {
  const { t } = useTranslation('health')
  const { language } = useFormat()
  return (
    <div className={styles.norms}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('touch.model')}</th>
            <th scope="col">{t('touch.role')}</th>
            {parts.map((part) => (
              <th key={part} scope="col">
                {t(`touch.parts.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {touchModels.flatMap((model) =>
            touchRoles.map((role, at) => (
              <tr key={`${model} ${role}`}>
                {at === 0 ? (
                  <th scope="rowgroup" rowSpan={touchRoles.length}>
                    {labelIn(touchModelChoices, model, language)}
                  </th>
                ) : null}
                <th scope="row">{labelIn(stakeholderRoleChoices, role, language)}</th>
                {parts.map((part) => (
                  <td key={part}>{renderCell(model, role, part)}</td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

type Choice = { key: string; label: { ja: string; en: string } }
const labelIn = (choices: readonly Choice[], key: string, language: 'ja' | 'en') =>
  inLanguage(choices.find((one) => one.key === key)!.label, language)

function isCount(text: string, most: number): boolean {
  const count = parseNumber(text)
  return count !== null && Number.isInteger(count) && count >= 1 && count <= most
}

function valuesOf(norms: Norms): Values {
  return Object.fromEntries(
    places.map(({ place, model, role, part }) => [place, String(norms[model][role][part])]),
  ) as Values
}

function normsOf(values: Values): Norms {
  const norm = (model: Model, role: Role): TouchNorm => ({
    everyDays: parseNumber(values[`${model} ${role} everyDays`]) ?? Number.NaN,
    most: parseNumber(values[`${model} ${role} most`]) ?? Number.NaN,
  })
  const ofModel = (model: Model) => ({
    decision_maker: norm(model, 'decision_maker'),
    promoter: norm(model, 'promoter'),
    operator: norm(model, 'operator'),
  })
  return { high: ofModel('high'), low: ofModel('low'), tech: ofModel('tech') }
}
