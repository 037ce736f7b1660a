// PostgreSQL with pgvector for one test run: prints its port, and ends when whoever started it is gone.
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const db = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections: 16 });
server.addEventListener("listening", (event) => console.log(`port ${event.detail.port}`));
await server.start();

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
