#pragma once

#include "models/planner/command_form.h"
#include "models/selection/entity_key.h"
#include "twin/scenario/command.h"

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace models {

/// What stands in the fields of a form, by their names, as typed; what is missing or blank is not said.
using FormValues = QMap<QString, QString>;

/// A form as a command, or the first field that keeps it from being one.
struct FormAnswer
{
    std::optional<twin::scenario::Command> command;
    QString field;             ///< the file's name of it
    QString reason;            ///< in the current language
    bool isIncomplete = false; ///< it only says nothing yet
};

/// The command a form says: exactly those that a scenario file can say. Pure but for the language.
class FormReader
{
    Q_DECLARE_TR_FUNCTIONS(models::FormReader)

  public:
    [[nodiscard]] static FormAnswer read(const CommandForm& form, const FormValues& values);
};

/// The form of a command filled in, so that reading it gives the command again.
[[nodiscard]] FormValues formValues(const twin::scenario::Command& command);

/// Values for what is selected: its identifiers where the form asks for such a thing.
[[nodiscard]] FormValues valuesFor(const CommandForm& form, const QList<EntityKey>& selected);

/// The word of files for what a key is, as a target; empty when it can be none.
[[nodiscard]] QString targetWord(EntityKey::Type type);
/// Whether the field's value matters, by what another field says.
[[nodiscard]] bool isAsked(const FormField& field, const FormValues& values);

} // namespace models
