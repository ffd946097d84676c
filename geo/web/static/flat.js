/* Points, boxes and lines in a plane, in px. */
const AtlasFlat = (function () {
  "use strict";

  /** @param {Box} a @param {Box} b */
  const overlaps = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  /** @param {Box} a @param {Box} b */
  const holds = (a, b) =>
    a.x <= b.x && a.y <= b.y && b.x + b.width <= a.x + a.width && b.y + b.height <= a.y + a.height;

  /** @param {XY} point @param {Box} box @returns {XY} the point of the box that is nearest */
  const nearestOf = ({ x, y }, box) => ({
    x: Math.max(box.x, Math.min(x, box.x + box.width)),
    y: Math.max(box.y, Math.min(y, box.y + box.height)),
  });

  /** @param {XY} point @param {Box} box @returns {number} */
  const distance = ({ x, y }, box) =>
    Math.sqrt(
      Math.max(box.x - x, 0, x - box.x - box.width) ** 2 +
        Math.max(box.y - y, 0, y - box.y - box.height) ** 2,
    );

  /** @param {Box} box @param {number} by px @returns {Box} */
  const grown = ({ x, y, width, height }, by) => ({
    x: x - by,
    y: y - by,
    width: width + 2 * by,
    height: height + 2 * by,
  });

  /** @param {XY[]} points @returns {Box} around them */
  function boxOf(points) {
    let [left, top, right, low] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y } of points) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > low) low = y;
    }
    return { x: left, y: top, width: right - left, height: low - top };
  }

  /**
   * Whether a stretch of a line meets a box.
   * @param {XY} a
   * @param {XY} b
   * @param {Box} box
   */
  function meets(a, b, { x, y, width, height }) {
    if ((a.x < x && b.x < x) || (a.x > x + width && b.x > x + width)) return false;
    if ((a.y < y && b.y < y) || (a.y > y + height && b.y > y + height)) return false;
    let [enter, leave] = [0, 1];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const steps = [-dx, dx, -dy, dy];
    const rooms = [a.x - x, x + width - a.x, a.y - y, y + height - a.y];
    for (let i = 0; i < 4; i++) {
      const share = rooms[i] / steps[i];
      if (steps[i] === 0 && rooms[i] < 0) return false;
      if (steps[i] < 0 && share > enter) enter = share;
      if (steps[i] > 0 && share < leave) leave = share;
    }
    return enter <= leave;
  }

  /**
   * Whether a point lies in an area, by its rings.
   * @param {XY} point
   * @param {XY[][]} rings
   */
  function within({ x, y }, rings) {
    let inside = false;
    for (const ring of rings) {
      let b = ring[ring.length - 1];
      for (const a of ring) {
        if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
        b = a;
      }
    }
    return inside;
  }

  /** @param {XY[]} points @returns {number} how long a line is */
  const lengthOf = (points) => lengths(points).pop() ?? 0;

  /** @param {XY[]} points @returns {number[]} how far along a line each of its points lies */
  function lengths(points) {
    const along = [0];
    for (let i = 1; i < points.length; i++) {
      along.push(along[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
    }
    return along;
  }

  /**
   * The point of a line that lies so far along it.
   * @param {XY[]} points
   * @param {number[]} along as `lengths` returns it
   * @param {number} far
   * @returns {XY}
   */
  function pointAt(points, along, far) {
    let i = 1;
    while (i < points.length - 1 && along[i] < far) i++;
    const share = (far - along[i - 1]) / (along[i] - along[i - 1] || 1);
    const [a, b] = [points[i - 1], points[i]];
    return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
  }

  /** @param {XY[]} points @returns {XY} in the middle of a line */
  function halfway(points) {
    const along = lengths(points);
    return points.length < 2 ? points[0] : pointAt(points, along, along[along.length - 1] / 2);
  }

  return {
    ...{ boxOf, distance, grown, halfway, holds, lengthOf, lengths, meets, nearestOf, overlaps },
    ...{ pointAt, within },
  };
})();
