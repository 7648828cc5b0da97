/**
 * What is taken in, by how the disk with the data stands: `all`; `little`: it is nearly full, and only what lets people in
 * or makes room is taken; `nothing`: it cannot be written to.
 */
export type Taking = 'all' | 'little' | 'nothing'
