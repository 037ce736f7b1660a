package app.parley.knowledge.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** Makes files of every kind that is read, and some that mean harm. */
public final class SampleFiles {
    private SampleFiles() {}

    /** Writes a part of an archive, as large as it likes. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static byte[] pdf(String... pages) throws IOException {
        try (var document = new PDDocument()) {
            for (var text : pages) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(50, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            return bytes(document);
        }
    }

    public static byte[] encryptedPdf() throws IOException {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        }
    }

    /** One page whose drawing orders unpack to this many bytes. */
    public static byte[] pdfBomb(long size) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            var line =
                    "BT /F 12 Tf (boom) Tj ET\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            for (long written = 0; written < size; written += line.length) {
                out.write(line);
            }
        }
        var pdf = new ByteArrayOutputStream();
        pdf.writeBytes(
                """
                %%PDF-1.4
                1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
                2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
                3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>>> endobj
                6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
                4 0 obj <</Length %d/Filter/FlateDecode>> stream
                """
                        .formatted(packed.size())
                        .getBytes(StandardCharsets.US_ASCII));
        pdf.writeBytes(packed.toByteArray());
        pdf.writeBytes(
                "\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return pdf.toByteArray();
    }

    /** A page with a picture that says it is this wide and high, and has no pixels. */
    public static byte[] pdfWithGiantImage(int side) throws IOException {
        var objects =
                """
                %%PDF-1.4
                1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
                2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
                3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>> endobj
                4 0 obj <</Length 58>> stream
                BT /F 12 Tf 10 50 Td (Beside a picture) Tj ET q /I Do Q
                endstream endobj
                5 0 obj <</Type/XObject/Subtype/Image/Width %1$d/Height %1$d/ColorSpace/DeviceRGB/BitsPerComponent 8/Length 0>> stream
                endstream endobj
                6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
                trailer <</Root 1 0 R>>
                %%%%EOF
                """
                        .formatted(side);
        return objects.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    public static byte[] docx() throws IOException {
        try (var document = new XWPFDocument()) {
            document.createStyles().addStyle(heading("Heading1"));
            document.getStyles().addStyle(heading("Heading2"));
            var title = document.createParagraph();
            title.setStyle("Heading1");
            title.createRun().setText("The Zephyr pump");
            document.createParagraph().createRun().setText("It moves glycol.");
            var section = document.createParagraph();
            section.setStyle("Heading2");
            section.createRun().setText("Priming");
            document.createParagraph().createRun().setText("Fill the chamber with 40 ml.");
            var table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Part");
            table.getRow(0).getCell(1).setText("Hours");
            table.getRow(1).getCell(0).setText("Membrane");
            table.getRow(1).getCell(1).setText("900");
            var out = new ByteArrayOutputStream();
            document.write(out);
            return out.toByteArray();
        }
    }

    private static XWPFStyle heading(String id) {
        var style = CTStyle.Factory.newInstance();
        style.setStyleId(id);
        style.addNewName().setVal(id.replaceFirst("(\\d)", " $1").toLowerCase(Locale.ROOT));
        style.setType(STStyleType.PARAGRAPH);
        return new XWPFStyle(style);
    }

    public static byte[] xlsx() throws IOException {
        try (var book = new XSSFWorkbook()) {
            var sheet = book.createSheet("Prices");
            var head = sheet.createRow(0);
            head.createCell(0).setCellValue("Pump");
            head.createCell(1).setCellValue("Price");
            var row = sheet.createRow(1);
            row.createCell(0).setCellValue("Zephyr");
            row.createCell(1).setCellValue(940);
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    public static byte[] pptx() throws IOException {
        try (var show = new XMLSlideShow()) {
            for (var text :
                    new String[] {"The first slide speaks of herons.", "The second of quays."}) {
                var box = show.createSlide().createTextBox();
                box.setText(text);
            }
            var out = new ByteArrayOutputStream();
            show.write(out);
            return out.toByteArray();
        }
    }

    public static byte[] odt(String content) throws IOException {
        Map<String, Content> parts = new LinkedHashMap<>();
        parts.put(
                "content.xml",
                text(
                        """
                        <?xml version="1.0"?>%s"""
                                .formatted(content)));
        return archive("application/vnd.oasis.opendocument.text", parts);
    }

    public static byte[] odt() throws IOException {
        return odt(
                """
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
                xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>\
                <text:h text:outline-level="1">Heron facts</text:h><text:p>A heron stands still.</text:p>\
                </office:text></office:body></office:document-content>""");
    }

    public static byte[] epub() throws IOException {
        Map<String, Content> parts = new LinkedHashMap<>();
        parts.put(
                "META-INF/container.xml",
                text(
                        """
                        <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>\
                        <rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""));
        parts.put(
                "book.opf",
                text(
                        """
                        <package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata \
                        xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The heron book</dc:title></metadata>\
                        <manifest><item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/></manifest>\
                        <spine><itemref idref="c1"/></spine></package>"""));
        parts.put(
                "c1.xhtml",
                text(
                        """
                        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>c</title></head><body>\
                        <h1>Chapter one</h1><p>The heron lands at midnight.</p></body></html>"""));
        return archive("application/epub+zip", parts);
    }

    /** A Word document with this text in the place of its own. */
    public static byte[] docxWith(Content document) throws IOException {
        Map<String, Content> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                text(
                        """
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                        <Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" \
                        ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""));
        parts.put(
                "_rels/.rels",
                text(
                        """
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship \
                        Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
                        Target="word/document.xml"/></Relationships>"""));
        parts.put("word/document.xml", document);
        return archive(null, parts);
    }

    /** A sheet with this many rows of ten cells. */
    public static byte[] xlsxWithRows(int rows) throws IOException {
        Map<String, Content> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                text(
                        """
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                        <Override PartName="/xl/workbook.xml" \
                        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                        <Override PartName="/xl/worksheets/sheet1.xml" \
                        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""));
        parts.put(
                "_rels/.rels",
                text(
                        """
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship \
                        Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
                        Target="xl/workbook.xml"/></Relationships>"""));
        parts.put(
                "xl/workbook.xml",
                text(
                        """
                        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>\
                        <sheet name="Big" sheetId="1" r:id="r1"/></sheets></workbook>"""));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                text(
                        """
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship \
                        Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" \
                        Target="worksheets/sheet1.xml"/></Relationships>"""));
        parts.put(
                "xl/worksheets/sheet1.xml",
                out -> {
                    out.write(
                            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                                    .getBytes(StandardCharsets.US_ASCII));
                    var row =
                            ("<row>" + "<c><v>1234567</v></c>".repeat(10) + "</row>")
                                    .getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < rows; i++) {
                        out.write(row);
                    }
                    out.write("</sheetData></worksheet>".getBytes(StandardCharsets.US_ASCII));
                });
        return archive(null, parts);
    }

    public static Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] archive(@Nullable String kind, Map<String, Content> parts)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            if (kind != null) {
                var name = kind.getBytes(StandardCharsets.US_ASCII);
                var entry = new ZipEntry("mimetype");
                var crc = new CRC32();
                crc.update(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(name.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(name);
            }
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                part.getValue().writeTo(zip);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
