import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * P7: a file of a million customers, in CP932 and again in UTF-8, through the engine of the interface: read, told apart, checked,
 * written with what it takes to undo. The slower of the two counts. The floor reads and decodes the same file and puts its
 * rows into the same table, ten thousand in a statement, without checks or undo. Memory is that of this process.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./importing.ts', import.meta.url))
