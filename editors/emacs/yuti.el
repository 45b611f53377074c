;;; yuti.el --- Chinese prose in eglot -*- lexical-binding: t -*-

;; Needs Emacs 30 with its eglot, and `yuti' on the PATH. Put this into init.el,
;; or load it from there.

(require 'eglot)

(defvar yuti-modes '(markdown-mode gfm-mode text-mode org-mode latex-mode LaTeX-mode html-mode rst-mode)
  "Modes in which yuti reads.")

;; Settings are those of .yuti.toml; what is set here wins:
;; (setq-default eglot-workspace-configuration '(:yuti (:target "formal" :hints (:pinyin "polyphones"))))

(add-to-list 'eglot-server-programs `(,yuti-modes . ("yuti" "lsp")))

(dolist (mode yuti-modes)
  (add-hook (intern (format "%s-hook" mode)) #'eglot-ensure))

;; Emacs 30 has no mode of its own for Markdown; a package that has one goes before.
(add-to-list 'auto-mode-alist '("\\.\\(md\\|markdown\\)\\'" . text-mode) t)

(defun yuti--request (method params)
  (jsonrpc-request (eglot-current-server) method params))

(defun yuti--action (kind &optional data)
  "The code action of KIND here, whose data is DATA."
  (seq-find (lambda (action) (or (null data) (equal (plist-get action :data) data)))
            (yuti--request :textDocument/codeAction
                           (list :textDocument (eglot--TextDocumentIdentifier)
                                 :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position))
                                 :context (list :diagnostics [] :only (vector kind))))))

(defun yuti--apply (action)
  "Apply ACTION.  A settings file that it changes is saved: nothing shows that it would need to be."
  (unless action (user-error "yuti: nothing to do here"))
  (eglot--apply-workspace-edit (plist-get action :edit) 'yuti)
  (dolist (buffer (buffer-list))
    (when (and (buffer-modified-p buffer) (equal (file-name-nondirectory (or (buffer-file-name buffer) "")) ".yuti.toml"))
      (with-current-buffer buffer (save-buffer))
      ;; Eglot may not watch that folder.
      (eglot-signal-didChangeConfiguration (eglot-current-server)))))

(defun yuti-fix-all ()
  "Take every safe fix."
  (interactive)
  (yuti--apply (yuti--action "source.fixAll.yuti")))

(defun yuti-target (target)
  "Set the register that this file is aimed at."
  (interactive (list (completing-read "Target: " '("auto" "casual" "neutral" "formal") nil t)))
  (yuti--apply (yuti--action "source.target" target)))

(defvar yuti-configuration-folder
  (or (getenv "XDG_CONFIG_HOME")
      (if (eq system-type 'darwin) "~/Library/Application Support" "~/.config"))
  "Where programs keep their settings; those of yuti are in yuti/.yuti.toml.")

(defun yuti-ignore (where)
  "Ignore the finding at point."
  (interactive (list (completing-read "Ignore: " '("line" "file" "workspace" "always" "rule") nil t)))
  (unless (member where '("line" "file"))
    ;; Eglot does not make files: the one that is edited must be there.
    (let ((file (expand-file-name (if (equal where "always") "yuti/.yuti.toml" ".yuti.toml")
                                  (if (equal where "always") yuti-configuration-folder
                                    (project-root (eglot--project (eglot-current-server)))))))
      (unless (file-exists-p file)
        (make-directory (file-name-directory file) t)
        (write-region "" nil file nil 'silent))))
  (yuti--apply (yuti--action "quickfix.ignore" where)))

(define-derived-mode yuti-guide-mode special-mode "yuti" "A guide to a word." (visual-line-mode 1))

(defvar-local yuti--guide-server nil)

(defun yuti-guide (&optional word)
  "Show the guide to WORD, or to the one at point."
  (interactive)
  (let* ((server (or yuti--guide-server (eglot-current-server)))
         (guide (jsonrpc-request server :yuti/guide
                                 (if word (list :word word)
                                   (list :textDocument (eglot--TextDocumentIdentifier) :position (eglot--pos-to-lsp-position))))))
    (unless guide (user-error "yuti: there is no Chinese word at point"))
    (with-current-buffer (get-buffer-create "*yuti*")
      (let ((inhibit-read-only t))
        (yuti-guide-mode)
        (setq yuti--guide-server server)
        (erase-buffer)
        (insert (plist-get guide :markdown))
        (goto-char (point-min))
        (while (re-search-forward "\\[\\([^]]*\\)\\](yuti:guide/\\([^)]*\\))" nil t)
          (let ((label (match-string 1)) (to (match-string 2)))
            (replace-match "")
            (insert-text-button label 'action (lambda (_) (yuti-guide to)))))
        (goto-char (point-min))))
    (pop-to-buffer "*yuti*")))

(provide 'yuti)
;;; yuti.el ends here
