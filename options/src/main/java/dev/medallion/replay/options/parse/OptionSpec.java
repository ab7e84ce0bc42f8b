package dev.medallion.replay.options.parse;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * One option, as its getter declares it.
 *
 * @param name as Beam spells it, e.g. {@code windowClock}
 * @param kebab as a shell user spells it, e.g. {@code window-clock}
 * @param group its heading in help
 * @param placeholder its value's name in help; empty for a switch
 * @param defaultValue where it is a constant
 * @param repeatable may be given several times
 */
public record OptionSpec(
    String name,
    String kebab,
    String group,
    String description,
    String placeholder,
    Optional<String> defaultValue,
    boolean required,
    boolean repeatable,
    Method getter,
    Method setter) {

  /** Whether it may stand alone: {@code --verbose}. */
  public boolean isSwitch() {
    return getter.getReturnType() == Boolean.class;
  }

  /** How it is a parameter of a template; empty: it is none. */
  public Optional<TemplateParameter> template() {
    return Optional.ofNullable(getter.getAnnotation(TemplateParameter.class));
  }

  boolean isNumber() {
    return getter.getReturnType() == Integer.class;
  }

  /** {@code fromDay} as {@code from-day}. */
  static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
