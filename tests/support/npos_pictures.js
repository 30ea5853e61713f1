// Reads ESC/POS bytes from standard input with npos, a program that is not ours, and writes one
// line of JSON: width, height and rows of each picture it finds, '1' is a burnt dot.
const npos = require("npos");
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  npos.parser().parse(Buffer.concat(chunks)).then((found) => {
    const pictures = found.entries.filter((entry) => entry.type === "raster").map(({ data }) => {
      const rows = [];
      for (let y = 0; y < data.height; y++) {
        let row = "";
        for (let x = 0; x < data.width; x++) row += data.getPixel(x, y) === 0 ? "1" : "0";
        rows.push(row);
      }
      return { width: data.width, height: data.height, rows };
    });
    process.stdout.write(JSON.stringify(pictures) + "\n");
  }).catch((error) => { console.error(String(error)); process.exit(1); });
});
