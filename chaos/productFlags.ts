export { keepCompiled, productFlags } from '../bench/productFlags.ts'
