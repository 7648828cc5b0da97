import { BackTest } from '../BackTest.tsx'
import { Risk } from '../Risk.tsx'
import { Studies } from '../Studies.tsx'

/** Whether what the product says came true: the scores, how likely customers leave, and what makes them stay. */
export function Proof() {
  return (
    <>
      <BackTest />
      <Risk />
      <Studies />
    </>
  )
}
