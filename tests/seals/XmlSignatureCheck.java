// Checks XML signatures with the JDK alone: java XmlSignatureCheck.java FILE...
// Prints one line a file, "valid" or "invalid" and why; the key is the first certificate of KeyInfo.

import java.io.File;
import java.security.Key;
import java.security.cert.X509Certificate;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class XmlSignatureCheck {
    public static void main(String[] files) {
        for (String file : files) {
            try {
                System.out.println(check(new File(file)));
            } catch (Exception error) {
                System.out.println("invalid: " + error);
            }
        }
    }

    static String check(File file) throws Exception {
        DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
        documents.setNamespaceAware(true);
        documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = documents.newDocumentBuilder().parse(file);
        NodeList signatures = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (signatures.getLength() != 1) {
            return "invalid: " + signatures.getLength() + " signatures";
        }
        DOMValidateContext context = new DOMValidateContext(new FirstCertificate(), signatures.item(0));
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        NodeList elements = document.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.hasAttributeNS(null, "Id")) {
                context.setIdAttributeNS(element, null, "Id");
            }
        }
        XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        if (!signature.getSignatureValue().validate(context)) {
            return "invalid: signature value";
        }
        for (Object item : signature.getSignedInfo().getReferences()) {
            Reference reference = (Reference) item;
            if (!reference.validate(context)) {
                return "invalid: reference " + reference.getURI();
            }
        }
        return "valid";
    }

    static class FirstCertificate extends KeySelector {
        @Override
        public KeySelectorResult select(
                KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            for (XMLStructure part : info.getContent()) {
                if (part instanceof X509Data) {
                    Key key = ((X509Certificate) ((X509Data) part).getContent().get(0)).getPublicKey();
                    return () -> key;
                }
            }
            throw new IllegalArgumentException("no certificate in KeyInfo");
        }
    }
}
