/** Of latitude; one of longitude is shorter, the farther from the equator the more. */
export const METRES_A_DEGREE = 110_900
export const SQUARE_METRES_A_MU = 2000 / 3

/** Square metres within corners in metres, by the shoelace formula: good for a plot, not for a county. */
export const enclosed = (corners: readonly (readonly [x: number, y: number])[]): number =>
  Math.abs(
    corners.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = corners[(index + 1) % corners.length]!
      return sum + x * nextY - nextX * y
    }, 0)
  ) / 2
