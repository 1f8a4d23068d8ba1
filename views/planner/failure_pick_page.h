#pragma once

#include "models/planner/command_check.h"
#include "models/planner/form_values.h"
#include "views/view_context.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace views {

class FieldEditor;

/// One failure: what happens to which element, from when, for how long.
class FailurePickPage final : public QWidget
{
    Q_OBJECT

  public:
    explicit FailurePickPage(const ViewContext& context, QWidget* parent = nullptr);

    void begin();
    void retranslate();

  private:
    void makeFields();
    void update();
    void ask();
    void take(const models::CommandVerdict& verdict);
    void useSelection();
    void inject();
    [[nodiscard]] models::FormAnswer read() const;
    [[nodiscard]] twin::scenario::ForkPtr tip() const;

    const ViewContext& m_context;
    models::CommandForm m_form;
    models::CommandCheck m_check;
    QTimer m_pause;
    std::optional<twin::scenario::Command> m_command;
    QGridLayout* m_grid;
    QComboBox* m_effect;
    FieldEditor* m_what = nullptr;
    FieldEditor* m_id = nullptr;
    QLineEdit* m_left;
    QLineEdit* m_at;
    QLineEdit* m_for;
    QList<QLabel*> m_labels;
    QLabel* m_answer;
    QPushButton* m_selection;
    QPushButton* m_inject;
};

} // namespace views
