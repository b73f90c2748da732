/** From so many points on, dots are written as pixels: a path of fifty thousand circles takes seconds. */
export const MANY = 10_000;

/**
 * @param groups {colour, points}, the lowest first
 * @param place returns where a point is, in CSS pixels
 */
export function drawCircles(ctx, groups, place, radius) {
  for (const {colour, points} of groups) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    for (const one of points) {
      const [x, y] = place(one);
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 7);
    }
    ctx.fill();
  }
}

/** The same as one picture of squares without smooth edges; the opacity of the context is that of the whole picture. */
export function drawPixels(ctx, groups, place, radius) {
  const {width, height} = ctx.canvas;
  if (width === 0 || height === 0) return;
  const ratio = ctx.getTransform().a;
  const picture = new OffscreenCanvas(width, height);
  const inner = picture.getContext('2d');
  const data = inner.createImageData(width, height);
  const pixels = new Uint32Array(data.data.buffer);
  const side = Math.max(2, Math.round(1.8 * radius * ratio));
  for (const {colour, points} of groups) {
    const value = little(colour);
    for (const one of points) {
      const [x, y] = place(one);
      const left = Math.round(x * ratio - side / 2);
      const top = Math.round(y * ratio - side / 2);
      if (left < 0 || top < 0 || left + side > width || top + side > height) continue;
      for (let row = top; row < top + side; row++) pixels.fill(value, row * width + left, row * width + left + side);
    }
  }
  inner.putImageData(data, 0, 0);
  ctx.drawImage(picture, 0, 0, width / ratio, height / ratio);
}

/** An opaque colour, #rrggbb, as a pixel in the byte order of processors that browsers run on. */
function little(hex) {
  const value = parseInt(hex.slice(1, 7), 16);
  return (255 << 24 | (value & 255) << 16 | value & 0xff00 | value >> 16) >>> 0;
}
