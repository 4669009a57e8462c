/** Pictures for everybody, by name: SVG documents. */
export const pictures: Readonly<Record<string, string>> = {
  hills: draw(`<rect width="320" height="240" fill="#f9d9a8"/><circle cx="236" cy="76" r="34" fill="#fff3d6"/>
    <path d="M0 170 90 96l70 74 60-48 100 82v36H0z" fill="#c98b5e"/><path d="M0 204q90-52 170-8t150-14v58H0z" fill="#7c8f4f"/>`),
  harbour: draw(`<rect width="320" height="150" fill="#bfe0ee"/><rect y="150" width="320" height="90" fill="#2f7ea0"/>
    <path d="M150 40v112h72z" fill="#fff"/><path d="M142 62v90H92z" fill="#f2c14e"/><path d="M82 160h156l-26 30H108z" fill="#a33b2a"/>
    <path d="M20 206h60M210 216h80" stroke="#7fb9d1" stroke-width="5" stroke-linecap="round"/>`),
  night:
    draw(`<rect width="320" height="240" fill="#1c2150"/><circle cx="86" cy="70" r="30" fill="#f4eec1"/><circle cx="98" cy="62" r="27" fill="#1c2150"/>
    <g fill="#f4eec1"><circle cx="190" cy="44" r="3"/><circle cx="246" cy="92" r="2.5"/><circle cx="150" cy="110" r="2"/><circle cx="284" cy="40" r="2"/></g>
    <path d="M60 240v-60l22-40 22 40v60zM210 240v-76l26-46 26 46v76z" fill="#0d1030"/><rect x="76" y="196" width="12" height="14" fill="#f2c14e"/>`),
}

function draw(shapes: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="320" height="240">${shapes}</svg>`
}
