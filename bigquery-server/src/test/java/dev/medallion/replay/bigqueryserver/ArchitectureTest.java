package dev.medallion.replay.bigqueryserver;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages form no cycle, and a type is public only if another package needs it. */
class ArchitectureTest {
  private static final String ROOT = "dev.medallion.replay.bigqueryserver";

  /** What tests of other modules use, or a process starts. */
  private static final Set<String> PUBLIC_ALL_THE_SAME =
      Set.of("BigQueryServer", "Main", "Fault", "JobFault");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void aTypeIsPublicOnlyIfAnotherPackageUsesIt() {
    List<String> needless =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(c -> !PUBLIC_ALL_THE_SAME.contains(c.getSimpleName()))
            .filter(c -> users(c).allMatch(c.getPackageName()::equals))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertThat(needless, empty());
  }

  private static Stream<String> users(JavaClass type) {
    return CLASSES.stream()
        .filter(c -> c.equals(type) || c.getName().startsWith(type.getName() + "$"))
        .flatMap(c -> c.getDirectDependenciesToSelf().stream())
        .map(d -> d.getOriginClass().getPackageName());
  }
}
