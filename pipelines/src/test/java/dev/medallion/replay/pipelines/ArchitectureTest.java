package dev.medallion.replay.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

/**
 * Packages point one way: pipelines, transforms, options; the core knows no Beam; and what is
 * public is so because another package needs it.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.medallion.replay";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          // Servers for tests and the demo, which have rules of their own.
          .withImportOption(location -> !location.contains("/bigqueryserver/"))
          .withImportOption(location -> !location.contains("/localcloud/"))
          .importPackages(ROOT);

  private static final ArchRule NO_BEAM_IN_THE_CORE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".transforms..")
          .and()
          .resideOutsideOfPackage(ROOT + ".transforms.beam..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam..")
          .because("the core is pure: Beam stands around it, in transforms.beam");

  /**
   * What a process starts, a test of another package asks for, or another package uses in a way
   * that leaves no trace in its class file: as the type of a lambda, as a type argument, or for a
   * constant.
   */
  private static final Set<String> PUBLIC_ALL_THE_SAME =
      Set.of(
          "Main",
          "Affected",
          "ArrivesExceeded",
          "Audit",
          "BlockRow",
          "BlockReader",
          "Fact",
          "Forecasts",
          "Forms",
          "ModelLoader",
          "ModelProblem",
          "ObjectDecoder",
          "OutcomeSink",
          "PackedFact",
          "PaymentsLake",
          "Placement",
          "Publication",
          "PublishedRows",
          "RetailLake",
          "RowVisitor",
          "StoreErpLake",
          "TemplateMain");

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
            .filter(c -> !c.isAssignableTo(PipelineOptions.class))
            .filter(c -> !PUBLIC_ALL_THE_SAME.contains(c.getSimpleName()))
            .filter(c -> !isOfARecordBuilder(c))
            .filter(c -> users(c).allMatch(c.getPackageName()::equals))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertThat(needless, is(empty()));
  }

  /** Generated, and as public as the record that it builds. */
  private static boolean isOfARecordBuilder(JavaClass type) {
    return CLASSES.contain(type.getName() + "$With");
  }

  private static Stream<String> users(JavaClass type) {
    return CLASSES.stream()
        .filter(c -> c.equals(type) || c.getName().startsWith(type.getName() + "$"))
        .flatMap(c -> c.getDirectDependenciesToSelf().stream())
        .map(d -> d.getOriginClass().getPackageName());
  }

  @Test
  void theScriptNamesClassesThatExist() throws Exception {
    String script = Files.readString(Path.of("").toAbsolutePath().resolveSibling("replay"));
    Matcher names = Pattern.compile("dev\\.medallion\\.[a-z.]+[A-Z]\\w+").matcher(script);
    List<String> found = names.results().map(MatchResult::group).toList();
    assertThat(found, hasItem(Main.class.getName()));
    for (String name : found) {
      assertThat(
          name, Class.forName(name).getDeclaredMethod("main", String[].class), notNullValue());
    }
  }

  @Test
  void everyPackageSaysWhatLivesInIt() throws IOException {
    Path home = Path.of("").toAbsolutePath().getParent();
    List<Path> silent;
    try (Stream<Path> all = Files.walk(home)) {
      silent =
          all.filter(f -> f.toString().endsWith(".java"))
              .filter(f -> f.toString().contains("/src/main/java/"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .map(home::relativize)
              .sorted()
              .toList();
    }
    assertThat(silent, is(empty()));
  }

  @Test
  void thereAreClassesToLookAt() {
    assertThat(CLASSES.size(), greaterThan(100));
  }

  @Test
  void transformsDoNotKnowPipelines() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".transforms..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".pipelines..")
        .check(CLASSES);
  }

  @Test
  void optionsKnowNeitherTransformsNorPipelines() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".options..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".transforms..", ROOT + ".pipelines..")
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNoBeam() {
    NO_BEAM_IN_THE_CORE.check(CLASSES);
  }

  @Test
  void optionsKnowNothingOfBeamButItsOptions() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".options..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are Beam's, and not its options",
                c ->
                    c.getPackageName().startsWith("org.apache.beam")
                        && !c.getPackageName().equals("org.apache.beam.sdk.options")))
        .check(CLASSES);
  }

  @Test
  void aCoreThatKnowsBeamWouldBeCaught() {
    ArchRule asIfPipelinesWereTheCore =
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".pipelines..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.beam..");
    assertThat(
        assertThrows(AssertionError.class, () -> asIfPipelinesWereTheCore.check(CLASSES))
            .getMessage(),
        containsString("ReplayRequest"));
  }
}
