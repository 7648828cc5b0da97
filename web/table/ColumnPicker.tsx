import { Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { matchScore } from '../actions/match.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './ColumnPicker.module.css'

/** A column that could be shown, under the heading of its group. */
export type Choosable = { key: string; label: string; group: string; help?: string | undefined }

/** Chooses which columns are shown; found by label in kana and romaji, or by key. */
export function ColumnPicker({
  choices,
  shown,
  onChange,
  onReset,
  opens = false,
}: {
  choices: readonly Choosable[]
  shown: readonly string[]
  onChange: (keys: readonly string[]) => void
  onReset?: () => void
  /** It is open from the beginning: its code came with the click. */
  opens?: boolean
}) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(opens)
  const [typed, setTyped] = useState('')
  const found = choices.filter((choice) => matchScore(typed, choice.label, choice.key) > 0)
  const groups = [...new Set(found.map((choice) => choice.group))]
  const toggle = (key: string) =>
    onChange(shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key])
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="columns" size={14} />}
          onClick={() => setOpened(!opened)}
        >
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={10} aria-label={t('table.chooseColumns')}>
        <TextInput
          size="xs"
          aria-label={t('table.findColumn')}
          placeholder={t('table.findColumn')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        <div className={styles.list}>
          {groups.map((group) => (
            <fieldset key={group} className={styles.group}>
              <legend>{group}</legend>
              {found
                .filter((choice) => choice.group === group)
                .map((choice) => (
                  <Checkbox
                    key={choice.key}
                    size="xs"
                    label={choice.label}
                    title={choice.help ?? choice.key}
                    checked={shown.includes(choice.key)}
                    onChange={() => toggle(choice.key)}
                  />
                ))}
            </fieldset>
          ))}
        </div>
        {onReset ? (
          <Button variant="subtle" size="xs" onClick={onReset}>
            {t('table.reset')}
          </Button>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}
