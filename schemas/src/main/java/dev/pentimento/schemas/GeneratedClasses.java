package dev.pentimento.schemas;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Avro loads a class named in a schema only if the class is trusted, because anybody may write a schema. Since version
 * 1.12 it does not even trust generated classes.
 */
public final class GeneratedClasses {
    private static boolean trusted;

    private GeneratedClasses() {}

    /**
     * Lets Avro load generated records, enums and fixed types in this JVM. It changes nothing for other classes. Our
     * serializers call it themselves. A program that reads our events with other serializers must call it once at
     * startup.
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
