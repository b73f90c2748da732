package dev.pentimento.schemas;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Avro loads a class that a schema names only if the class is trusted, since a schema may come from anybody, and since
 * 1.12 it trusts no generated class by itself.
 */
public final class GeneratedClasses {
    private static boolean trusted;

    private GeneratedClasses() {}

    /**
     * Lets Avro load, in this JVM, what Avro's own compiler makes: records, enums and fixed types. Nothing else becomes
     * loadable, and what was trusted stays so. Our serializers call it themselves; a program that reads our events with
     * other ones calls it once at its start.
     */
    public static synchronized void trust() {
        if (!trusted) {
            ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, GeneratedClasses::isGenerated));
            trusted = true;
        }
    }

    private static boolean isGenerated(Class<?> type) {
        return SpecificRecord.class.isAssignableFrom(type)
                || SpecificFixed.class.isAssignableFrom(type)
                || GenericEnumSymbol.class.isAssignableFrom(type);
    }
}
