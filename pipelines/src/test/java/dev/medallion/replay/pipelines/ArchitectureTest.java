package dev.medallion.replay.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import org.junit.jupiter.api.Test;

/** Packages point one way: pipelines, transforms, options; and the core knows no Beam. */
class ArchitectureTest {
  private static final String ROOT = "dev.medallion.replay";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
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
