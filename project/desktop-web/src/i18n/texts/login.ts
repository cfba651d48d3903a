import { section } from './section.js';

export const login = section(
  {
    'login.title': 'Welcome back',
    'login.submit': 'Sign in',
    'login.username': 'Username',
    'login.password': 'Password',
    'login.showPassword': 'Show password',
    'login.hidePassword': 'Hide password',
    'login.capsLock': 'Caps Lock is on.',
    'login.usernameMissing': 'Enter your username.',
    'login.passwordMissing': 'Enter your password.',
    'login.noAccount': 'New here?',
    'login.createAccount': 'Create an account',
    'login.links': 'About this service',
  },
  {
    'login.title': '欢迎回来',
    'login.submit': '登录',
    'login.username': '用户名',
    'login.password': '密码',
    'login.showPassword': '显示密码',
    'login.hidePassword': '隐藏密码',
    'login.capsLock': '大写锁定已开启。',
    'login.usernameMissing': '请输入用户名。',
    'login.passwordMissing': '请输入密码。',
    'login.noAccount': '还没有账号？',
    'login.createAccount': '注册账号',
    'login.links': '关于此服务',
  },
);
