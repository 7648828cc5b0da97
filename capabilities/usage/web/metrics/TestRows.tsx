import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { PropertyTest } from '#capabilities/usage/core/definition.ts'
import { oneOf } from '#web/router/search.ts'
import { Icon } from '#web/ui/Icon.tsx'
import type { Property } from './apis.ts'
import { isFinished, typedValue } from './draft.ts'
import styles from './metrics.module.css'

const operators = ['==', '!=', '>', '>=', '<', '<=', 'contains', 'has'] as const

/** Conditions on properties of events, all of which must hold; values that were met are offered. */
export function TestRows({
  tests,
  properties,
  strict,
  onChange,
}: {
  tests: readonly PropertyTest[]
  properties: readonly Property[]
  /** Unfinished conditions are shown as wrong. */
  strict: boolean
  onChange: (tests: PropertyTest[]) => void
}) {
  const { t } = useTranslation('metrics')
  const id = useId()
  // What a condition begins with; its row may have been added before the properties were read.
  const first = properties[0]?.path ?? ''
  const put = (at: number, test: PropertyTest) =>
    onChange(tests.map((one, i) => (i === at ? { ...test, property: test.property || first } : one)))
  const add = () => onChange([...tests, { property: first, operator: '==', value: null }])
  return (
    <div role="group" aria-label={t('editor.where')} className={styles.tests}>
      <div className={styles.eventsHead}>
        <span className={styles.label}>{t('editor.where')}</span>
        {tests.length === 0 ? <span className="quiet small">{t('editor.whereNone')}</span> : null}
      </div>
      {tests.map((test, at) => {
        const n = at + 1
        const known = properties.map((one) => one.path)
        const property = test.property || first
        const names = known.includes(property)
          ? known
          : [{ value: property, label: property || t('editor.chooseProperty') }, ...known]
        const samples = properties.find((one) => one.path === property)?.samples ?? []
        return (
          <div key={at} className={styles.test} data-wrong={(strict && !isFinished(test)) || undefined}>
            <NativeSelect
              size="xs"
              aria-label={t('editor.testProperty', { n })}
              value={property}
              onChange={(event) => put(at, { ...test, property: event.currentTarget.value })}
              data={names}
            />
            <NativeSelect
              size="xs"
              aria-label={t('editor.testOperator', { n })}
              value={test.operator}
              onChange={(event) => {
                const operator = oneOf(event.currentTarget.value, operators)
                put(at, { ...test, operator, value: typedValue(String(test.value ?? ''), operator) })
              }}
              data={operators.map((value) => ({ value, label: t(`operators.${value}`) }))}
            />
            {test.operator === 'has' ? (
              <span />
            ) : (
              <>
                <TextInput
                  size="xs"
                  aria-label={t('editor.testValue', { n })}
                  list={`${id}-${at}`}
                  autoComplete="off"
                  value={String(test.value ?? '')}
                  onChange={(event) => put(at, { ...test, value: event.currentTarget.value })}
                  onBlur={(event) => put(at, { ...test, value: typedValue(event.currentTarget.value, test.operator) })}
                />
                <datalist id={`${id}-${at}`}>
                  {samples.map((sample) => (
                    <option key={sample} value={sample} />
                  ))}
                </datalist>
              </>
            )}
            <button
              type="button"
              className={styles.remove}
              aria-label={t('editor.removeTest', { n })}
              onClick={() => onChange(tests.filter((_, i) => i !== at))}
            >
              <Icon name="close" />
            </button>
            {strict && !isFinished(test) ? (
              <p className={styles.wrong} role="alert">
                {t('editor.unfinished')}
              </p>
            ) : null}
          </div>
        )
      })}
      <div>
        <Button size="xs" variant="default" onClick={add}>
          {t('editor.addTest')}
        </Button>
      </div>
    </div>
  )
}
