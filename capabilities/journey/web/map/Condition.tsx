import { useState } from 'react'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { useEditing } from './editing.ts'
import { WrongText } from './fields.tsx'
import styles from './map.module.css'
import { useScopeText } from './useScopeText.ts'

/** A condition of the draft, with how many customers it holds for; what is wrong with it below. */
export function Condition({
  field,
  value,
  onChange,
}: {
  field: string
  value: string
  onChange: (text: string) => void
}) {
  const { settle, setWhole, readOnly } = useEditing()
  const said = useScopeText()
  const [begun, setBegun] = useState(value !== '')
  if (readOnly) return <p className="soft small">{said(value)}</p>
  return (
    <div className={styles.condition} onBlur={settle}>
      <ConditionField
        value={value}
        onChange={(text) => {
          setBegun(true)
          onChange(text)
        }}
        onReadable={(whole) => setWhole(field, whole)}
      />
      {begun ? <WrongText field={field} /> : null}
    </div>
  )
}
